import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { KeptVersion } from '../../../api/plugins';
import type { Plugin } from '../../../api/types';
import { Tag } from '../../../components/Level';
import { minute, shortDigest } from '../../../format/format';
import { compareVersions } from '../../../updates/versions';
import { BackButton } from './BackButton';

interface Props {
  plugin: Plugin;
  versions: readonly KeptVersion[];
  /** The version whose plan is open; empty for none. */
  planned: string;
  /** Whether another version can be brought now, by this user. */
  ready: boolean;
  onPlan: (version: string) => void;
}

/** The versions that are kept, highest first, each with the way to it. */
export function VersionList({ plugin, versions, planned, ready, onPlan }: Props) {
  const { t, i18n } = useTranslation();
  const sorted = versions.toSorted((a, b) => compareVersions(b.version, a.version));
  const twice = (version: string) => versions.filter((it) => it.version === version).length > 1;
  // of several builds of a version its number means the one that was used last: the first
  const meant = ({ version, digest }: KeptVersion) =>
    version !== plugin.version && versions.find((it) => it.version === version)?.digest === digest;
  return (
    <>
      <ul className="versions">
        {sorted.map((kept) => (
          <li key={kept.digest}>
            <span className="mono version-number">{kept.version}</span>
            <span className="version-what">
              {kept.digest === plugin.digest ? (
                <Tag tone="ok" text={t('updates.inUse')} />
              ) : (
                <span className="quiet">
                  {kept.usedAt
                    ? t('updates.usedAt', { time: minute(kept.usedAt, i18n.language) })
                    : t('updates.neverUsed')}
                </span>
              )}
              {twice(kept.version) ? (
                <code className="quiet">{shortDigest(kept.digest)}</code>
              ) : null}
            </span>
            {ready && meant(kept) ? (
              <Way plugin={plugin} version={kept.version} planned={planned} onPlan={onPlan} />
            ) : null}
          </li>
        ))}
      </ul>
      <Hint plugin={plugin} ready={ready} alone={versions.length < 2} />
    </>
  );
}

function Way({
  plugin,
  version,
  planned,
  onPlan,
}: Pick<Props, 'plugin' | 'planned' | 'onPlan'> & { version: string }) {
  const { t } = useTranslation();
  if (version === plugin.previous || compareVersions(version, plugin.version) < 0) {
    return <BackButton plugin={plugin} version={version} />;
  }
  return (
    <Button
      size="small"
      disabled={planned === version}
      aria-label={`${t('updates.plan')}: ${version}`}
      onClick={() => onPlan(version)}
    >
      {t('updates.plan')}
    </Button>
  );
}

/** What to do where nothing can be done here. */
function Hint({ plugin, ready, alone }: { plugin: Plugin; ready: boolean; alone: boolean }) {
  const { t } = useTranslation();
  if (plugin.state === 'disabled') return <p className="quiet">{t('updates.enableFirst')}</p>;
  if (ready && alone) return <p className="quiet">{t('updates.uploadOther')}</p>;
  return null;
}
