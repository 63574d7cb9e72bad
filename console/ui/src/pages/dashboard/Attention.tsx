import { CheckCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Instance } from '../../api/instance';
import type { Health, Plugins } from '../../api/types';
import { Dot, HEALTH_TONES, type Tone } from '../../components/Level';
import { Panel } from '../../components/Panel';
import { troubleOf } from './attention';

interface Item {
  key: string;
  tone: Tone;
  kind: string;
  name: string;
  reason: string;
  /** Where something can be done about it. */
  to?: string;
}

interface Props {
  health: Health;
  plugins: Plugins;
  instances: readonly Instance[];
}

/** What somebody should look at, worst first. */
export function Attention({ health, plugins, instances }: Props) {
  const { t } = useTranslation();
  const items: Item[] = [
    ...instances.flatMap((it): Item[] => {
      const tone = troubleOf(it);
      if (!tone) return [];
      const down = it.state === 'crashed' || it.state === 'backoff';
      return [
        {
          key: `instance:${it.id}`,
          tone,
          kind: down ? t(`instances.state.${it.state}`) : t('dashboard.unhealthy'),
          name: it.id,
          reason: down ? it.reason : it.health.message,
          to: `/instances/${encodeURIComponent(it.id)}`,
        },
      ];
    }),
    ...plugins.plugins
      .filter((it) => it.state === 'error')
      .map((it) => ({
        key: `plugin:${it.id}`,
        tone: 'error' as const,
        kind: t('dashboard.pluginError'),
        name: it.id,
        reason: it.reason ?? '',
        to: `/plugins/${encodeURIComponent(it.id)}`,
      })),
    ...plugins.rejected.map((it) => ({
      key: `file:${it.file}`,
      tone: 'error' as const,
      kind: t('dashboard.rejectedFile'),
      name: it.file,
      reason: it.reason,
      to: '/plugins',
    })),
    ...health.checks
      .filter((it) => it.level !== 'healthy')
      .map((it) => ({
        key: `check:${it.name}`,
        tone: HEALTH_TONES[it.level],
        kind: t('dashboard.check'),
        name: it.name,
        reason: it.reason,
      })),
  ].sort((a, b) => Number(b.tone === 'error') - Number(a.tone === 'error'));
  const title = (
    <>
      {t('dashboard.attention')}
      {items.length > 0 ? <span className="count-badge">{items.length}</span> : null}
    </>
  );
  return (
    <Panel title={title} className={items.length > 0 ? 'panel-alert' : ''}>
      {items.length === 0 ? (
        <p className="all-well">
          <CheckCircleOutlined aria-hidden />
          <span>
            <strong>{t('dashboard.attentionNone')}</strong>
            <span>{t('dashboard.attentionNoneHint')}</span>
          </span>
        </p>
      ) : (
        <ul className="attention">
          {items.map((item) => (
            <li key={item.key}>
              <Dot tone={item.tone} />
              <div>
                <p>
                  {item.to ? <Link to={item.to}>{item.name}</Link> : <strong>{item.name}</strong>}
                  <span className="quiet">{item.kind}</span>
                </p>
                <p className="attention-reason">{item.reason}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
