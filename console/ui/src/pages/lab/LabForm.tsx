import { Button } from 'antd';
import { useMemo, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command, CommandExample } from '../../api/types';
import { initial, read, textOf } from '../../forms/form';
import { ParamField } from '../../forms/ParamField';
import { useComplaint } from '../../forms/useComplaint';
import { driverLine } from './line';
import { LabActions } from './LabActions';

interface Props {
  command: Command;
  program: string;
  busy: boolean;
  open: boolean;
  onExec: (cmd: string, data: Record<string, unknown>) => void;
  onCancel: () => void;
}

/** A form made from a command's parameters. */
export function LabForm({ command, program, busy, open, onExec, onCancel }: Props) {
  const { t } = useTranslation();
  const say = useComplaint();
  const params = useMemo(() => command.params ?? [], [command]);
  const [raw, setRaw] = useState(() => initial(params));
  const [asked, setAsked] = useState(false);
  const { values, complaints } = read(params, raw);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (open && !busy && Object.keys(complaints).length === 0) onExec(command.name, values);
  };
  const fill = ({ params: given = {} }: CommandExample) =>
    setRaw(Object.fromEntries(params.map((it) => [it.name, textOf(it, given[it.name])])));
  return (
    <form onSubmit={submit} noValidate aria-label={t('call.form', { command: command.name })}>
      <Examples examples={command.examples ?? []} onChoose={fill} />
      {params.map((param) => (
        <ParamField
          key={param.name}
          param={param}
          text={raw[param.name]}
          error={asked ? say(complaints[param.name]) : undefined}
          onChange={(text) => setRaw({ ...raw, [param.name]: text })}
        />
      ))}
      <LabActions
        busy={busy}
        open={open}
        line={driverLine(program, command.name, params, values)}
        onCancel={onCancel}
      />
    </form>
  );
}

interface ExamplesProps {
  examples: readonly CommandExample[];
  onChoose: (example: CommandExample) => void;
}

/** One button for each set of parameters, whatever mode it was written for. */
function Examples({ examples, onChoose }: ExamplesProps) {
  const { t } = useTranslation();
  const byParams = new Map(examples.map((it) => [JSON.stringify(it.params ?? {}), it]));
  if (byParams.size === 0) return null;
  return (
    <div className="examples" role="group" aria-label={t('lab.examples')}>
      <span className="quiet">{t('lab.examples')}</span>
      {[...byParams].map(([params, example]) => (
        <Button key={params} size="small" title={params} onClick={() => onChoose(example)}>
          {example.description || params}
        </Button>
      ))}
    </div>
  );
}
