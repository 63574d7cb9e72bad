import { Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../../api/types';
import { LabForm } from './LabForm';
import { RawForm } from './RawForm';
import type { Lab } from './session';

interface Props {
  lab: Lab;
  program: string;
  onExec: (cmd: string, data: Record<string, unknown>) => void;
  onCancel: () => void;
}

const NONE: Command[] = [];

/** The driver's commands, each with its form; a driver without meta takes any. */
export function LabCommands({ lab, program, onExec, onCancel }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [name, setName] = useState<string>();
  const commands = lab.meta?.commands ?? NONE;
  const command = commands.find((it) => it.name === name) ?? commands[0];
  const shared = { program, busy: lab.busy, open: lab.phase === 'open', onExec, onCancel };
  if (!command) {
    return lab.phase === 'connecting' ? (
      <p className="quiet">{t('app.loading')}</p>
    ) : (
      <>
        <p className="panel-lead">{t('lab.noMeta')}</p>
        <RawForm {...shared} />
      </>
    );
  }
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{t('lab.command')}</label>
        <Select
          id={id}
          showSearch={{ optionFilterProp: 'label' }}
          value={command.name}
          options={commands.map((it) => ({
            value: it.name,
            label: it.title ? `${it.name} (${it.title})` : it.name,
          }))}
          onChange={setName}
        />
        {command.description ? <p className="field-hint">{command.description}</p> : null}
      </div>
      <LabForm key={command.name} command={command} {...shared} />
    </>
  );
}
