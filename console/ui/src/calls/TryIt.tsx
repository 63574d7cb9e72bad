import { Button } from 'antd';
import { CaretRightOutlined, StopOutlined } from '@ant-design/icons';
import { useMemo, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { flagsOf, type Command } from '../api/types';
import { useMayCall } from '../app/session';
import { CopyButton } from '../components/CopyButton';
import { CallReport } from './CallReport';
import { commandLine } from './cli';
import { initial, read } from '../forms/form';
import { ParamField } from '../forms/ParamField';
import { useComplaint } from '../forms/useComplaint';
import { useCall } from './useCall';

interface Props {
  /** As the kernel's units are named: `greeter`, `driver:thermometer`. */
  unit: string;
  command: Command;
  /** Why nothing can be called now. */
  unavailable?: string | undefined;
}

/** A form made from a command's parameters, which calls it and shows what comes of it. */
export function TryIt({ unit, command, unavailable }: Props) {
  const { t } = useTranslation();
  const params = useMemo(() => command.params ?? [], [command]);
  const [raw, setRaw] = useState(() => initial(params));
  const [asked, setAsked] = useState(false);
  const { state, run, cancel } = useCall();
  const mayCall = useMayCall();
  const say = useComplaint();
  const { values, complaints } = read(params, raw);
  const denied = !mayCall && !flagsOf(command).readOnly;
  const refusal = unavailable ?? (denied ? t('call.denied') : undefined);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (refusal || Object.keys(complaints).length > 0) return;
    const stream = flagsOf(command).streaming === true;
    void run({ unit, command: command.name, params: values, stream });
  };
  const line = commandLine(unit, command.name, params, values);
  return (
    <form
      className="try"
      onSubmit={submit}
      noValidate
      aria-label={t('call.form', { command: command.name })}
    >
      {params.map((param) => (
        <ParamField
          key={param.name}
          param={param}
          text={raw[param.name]}
          error={asked ? say(complaints[param.name]) : undefined}
          onChange={(text) => setRaw({ ...raw, [param.name]: text })}
        />
      ))}
      <div className="try-actions">
        <Button
          type="primary"
          htmlType="submit"
          icon={<CaretRightOutlined aria-hidden />}
          loading={state?.running ?? false}
          disabled={refusal !== undefined}
        >
          {t('call.run')}
        </Button>
        {state?.running ? (
          <Button icon={<StopOutlined aria-hidden />} onClick={cancel}>
            {t('call.cancel')}
          </Button>
        ) : (
          <Button
            type="text"
            onClick={() => {
              setRaw(initial(params));
              setAsked(false);
            }}
          >
            {t('call.reset')}
          </Button>
        )}
        {refusal ? <span className="quiet">{refusal}</span> : null}
      </div>
      <div className="cli">
        <span className="cli-label">{t('call.cli')}</span>
        <div className="cli-line">
          <code>{line}</code>
          <CopyButton text={line} />
        </div>
      </div>
      {state ? <CallReport state={state} /> : null}
    </form>
  );
}
