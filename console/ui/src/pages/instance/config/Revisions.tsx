import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ConfigRevision } from '../../../api/instance';
import { revertConfig } from '../../../api/instances';
import { useMayManage } from '../../../app/session';
import { useAct } from '../../../components/useAct';
import { Changes } from '../../../forms/Changes';
import { dateTime } from '../../../format/format';

interface Props {
  id: string;
  current: number;
  /** Newest first. */
  revisions: readonly ConfigRevision[];
  onReverted: () => void;
}

/** The configurations the instance had, what each changed, and a way back. */
export function Revisions({ id, current, revisions, onReverted }: Props) {
  const { t } = useTranslation();
  if (revisions.length === 0) return <p className="quiet">{t('config.noHistory')}</p>;
  return (
    <ol className="revisions">
      {revisions.map((revision) => (
        <Revision key={revision.version} {...{ id, current, revision, onReverted }} />
      ))}
    </ol>
  );
}

interface RevisionProps {
  id: string;
  current: number;
  revision: ConfigRevision;
  onReverted: () => void;
}

function Revision({ id, current, revision, onReverted }: RevisionProps) {
  const { t, i18n } = useTranslation();
  const mayManage = useMayManage();
  const { busy, run } = useAct();
  const { version, at, by, changes } = revision;
  const revert = async () => {
    const done = t('config.reverted', { version });
    if (await run(() => revertConfig(id, version), done)) onReverted();
  };
  return (
    <li>
      <details>
        <summary>
          <strong>{t('config.version', { version })}</strong>{' '}
          {version === current ? <span className="chip">{t('config.current')}</span> : null}
          <span className="quiet">
            {dateTime(at, i18n.language)} · {by}
          </span>
        </summary>
        {changes.length > 0 ? (
          <Changes changes={changes} fields={[]} label={t('config.version', { version })} />
        ) : (
          <p className="quiet">{t('config.same')}</p>
        )}
        {mayManage && version !== current ? (
          <Popconfirm
            title={t('config.revertTitle', { version })}
            okText={t('config.revert')}
            cancelText={t('app.cancel')}
            onConfirm={() => void revert()}
          >
            <Button size="small" loading={busy}>
              {t('config.revert')}
            </Button>
          </Popconfirm>
        ) : null}
      </details>
    </li>
  );
}
