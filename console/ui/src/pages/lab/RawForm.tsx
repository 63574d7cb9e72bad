import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Param } from '../../api/types';
import { read, type Raw } from '../../forms/form';
import { ParamField } from '../../forms/ParamField';
import { useComplaint } from '../../forms/useComplaint';
import { LabActions } from './LabActions';
import { driverLine } from './line';

interface Props {
  program: string;
  busy: boolean;
  open: boolean;
  onExec: (cmd: string, data: Record<string, unknown>) => void;
  onCancel: () => void;
}

const FIELDS: Param[] = [
  { name: 'cmd', type: 'string', required: true },
  { name: 'data', type: 'object' },
];

/** Any command with any data, for a driver that does not say what it takes. */
export function RawForm({ program, busy, open, onExec, onCancel }: Props) {
  const { t } = useTranslation();
  const say = useComplaint();
  const [raw, setRaw] = useState<Raw>({});
  const [asked, setAsked] = useState(false);
  const { values, complaints } = read(FIELDS, raw);
  const cmd = String(values['cmd'] ?? '');
  const data = (values['data'] ?? {}) as Record<string, unknown>;
  const params = Object.keys(data).map((name): Param => ({ name, type: 'any' }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (open && !busy && Object.keys(complaints).length === 0) onExec(cmd, data);
  };
  return (
    <form onSubmit={submit} noValidate aria-label={t('lab.command')}>
      {FIELDS.map((param) => (
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
        line={driverLine(program, cmd, params, data)}
        onCancel={onCancel}
      />
    </form>
  );
}
