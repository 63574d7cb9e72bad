import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Plugin } from '../../../api/types';
import { useMayManage } from '../../../app/session';
import { Failure } from '../../../components/Failure';
import { compareVersions } from '../../../updates/versions';
import { PlanPart } from './PlanPart';
import type { Updates } from './useUpdates';
import { VersionList } from './VersionList';

interface Props extends Pick<Updates, 'kept'> {
  plugin: Plugin;
  /** The version whose plan is asked for; empty for none. */
  wanted: string;
  onWant: (version: string) => void;
}

/** The versions of a plugin that are kept, and the way to each. */
export function VersionsPart({ plugin, kept, wanted, onWant }: Props) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const ready = mayManage && !plugin.update && plugin.state === 'active';
  return (
    <section className="drawer-part" aria-label={t('updates.versions')}>
      <h2>{t('updates.versions')}</h2>
      {kept.error && !kept.data ? (
        <Failure title={t('updates.failed')} error={kept.error} retry={kept.again} />
      ) : null}
      {kept.data ? (
        <VersionList
          plugin={plugin}
          versions={kept.data.versions}
          planned={wanted}
          ready={ready}
          onPlan={onWant}
        />
      ) : null}
      {wanted && ready ? (
        compareVersions(wanted, plugin.version) > 0 ? (
          <PlanPart key={wanted} plugin={plugin} to={wanted} onClose={() => onWant('')} />
        ) : (
          <Alert
            type="info"
            showIcon
            closable={{ onClose: () => onWant('') }}
            title={t('updates.notHigher', { from: plugin.version, to: wanted })}
          />
        )
      ) : null}
    </section>
  );
}
