import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Instance } from '../../api/instance';
import { act } from '../../api/instances';
import { useMayCall } from '../../app/session';
import { useAct } from '../../components/useAct';
import { useNow } from '../../components/useNow';
import { duration } from '../../format/format';
import { instanceLink } from '../instances/InstanceTable';

/** What somebody who looks at an instance should know first. */
export function Notices({ instance }: { instance: Instance }) {
  const { t } = useTranslation();
  const mayCall = useMayCall();
  const { busy, run } = useAct();
  const { id, restartNeeded, update, nextStartAt } = instance;
  return (
    <>
      {nextStartAt ? <NextStart at={nextStartAt} /> : null}
      {restartNeeded && !update ? (
        <Alert
          type="info"
          showIcon
          className="notice"
          title={t('instance.restartNeeded')}
          action={
            mayCall ? (
              <Button
                size="small"
                loading={busy}
                onClick={() => void run(() => act(id, 'restart'))}
              >
                {t('instances.act.restart')}
              </Button>
            ) : null
          }
        />
      ) : null}
      {update ? (
        <Alert
          type="info"
          showIcon
          className="notice"
          title={t('instance.updating', { from: update.from, to: update.to })}
          action={<Link to={instanceLink(id, 'updates')}>{t('instance.watch')}</Link>}
        />
      ) : null}
    </>
  );
}

function NextStart({ at }: { at: string }) {
  const { t, i18n } = useTranslation();
  const now = useNow(500);
  const time = duration(Math.max(0, Date.parse(at) - now), i18n.language);
  return (
    <Alert type="warning" showIcon className="notice" title={t('instance.nextStart', { time })} />
  );
}
