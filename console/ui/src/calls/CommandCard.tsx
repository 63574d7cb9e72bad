import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { flagsOf, type Command, type Param } from '../api/types';
import { inline } from '../format/format';
import { TryIt } from './TryIt';

interface Props {
  unit: string;
  command: Command;
  unavailable?: string | undefined;
}

/** One command: what it does, what it takes, and a form to try it. */
export function CommandCard({ unit, command, unavailable }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const params = command.params ?? [];
  const flags = flagsOf(command);
  return (
    <article className="command" aria-label={command.name}>
      <header>
        <h3>
          <code>{command.name}</code>
        </h3>
        {flags.readOnly ? <span className="chip">{t('details.readOnly')}</span> : null}
        {flags.streaming ? <span className="chip">{t('details.streaming')}</span> : null}
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('details.hideTry') : t('details.tryIt')}
        </Button>
      </header>
      {command.title ? <p className="command-title">{command.title}</p> : null}
      {command.description ? <p className="command-text">{command.description}</p> : null}
      {open ? (
        <TryIt unit={unit} command={command} unavailable={unavailable} />
      ) : params.length > 0 ? (
        <Params name={command.name} params={params} />
      ) : (
        <p className="quiet">{t('details.noParams')}</p>
      )}
    </article>
  );
}

function Params({ name, params }: { name: string; params: Param[] }) {
  const { t } = useTranslation();
  return (
    <table className="params" aria-label={t('details.params', { command: name })}>
      <thead>
        <tr>
          <th scope="col">{t('details.param')}</th>
          <th scope="col">{t('details.type')}</th>
          <th scope="col">{t('details.required')}</th>
          <th scope="col">{t('details.default')}</th>
          <th scope="col">{t('details.description')}</th>
        </tr>
      </thead>
      <tbody>
        {params.map((param) => (
          <tr key={param.name}>
            <th scope="row">
              <code>{param.name}</code>
            </th>
            <td>{param.type}</td>
            <td>{param.required ? t('details.yes') : t('details.no')}</td>
            <td>{param.default == null ? '–' : <code>{inline(param.default)}</code>}</td>
            <td>{param.description || '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
