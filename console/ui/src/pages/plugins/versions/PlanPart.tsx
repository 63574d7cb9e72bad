import { Alert, Button, Checkbox, Skeleton } from 'antd';
import { CloseOutlined } from '@ant-design/icons';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { planUpdate, updatePlugin, type PluginPlan } from '../../../api/plugins';
import type { Plugin } from '../../../api/types';
import { Failure } from '../../../components/Failure';
import { useAct } from '../../../components/useAct';
import { useAsked } from '../../../components/useAsked';
import { duration } from '../../../format/format';
import { BumpTag } from '../../../updates/Tags';
import { HEALTH_WINDOW_MS, WindowField } from '../../../updates/WindowField';
import '../../../updates/updates.css';

interface Props {
  plugin: Plugin;
  to: string;
  onClose: () => void;
}

/** What an update would do and whom it concerns; nothing has happened before it is begun. */
export function PlanPart({ plugin, to, onClose }: Props) {
  const { t } = useTranslation();
  const { id, version: from, digest } = plugin;
  const asked = useAsked(`${id} ${digest} ${to}`, () => planUpdate(id, to));
  const place = useRef<HTMLElement>(null);
  const known = asked.data !== undefined;
  useEffect(() => {
    if (known) place.current?.scrollIntoView({ block: 'nearest' });
  }, [known]);
  return (
    <section ref={place} className="plan" aria-label={t('updates.planOf', { from, to })}>
      <header className="plan-head">
        <h3>{t('updates.planOf', { from, to })}</h3>
        {asked.data ? <BumpTag bump={asked.data.type} /> : null}
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t('updates.closePlan')}
          onClick={onClose}
        />
      </header>
      {asked.error ? (
        <Failure title={t('updates.planFailed')} error={asked.error} retry={asked.again} />
      ) : asked.data ? (
        <Known plugin={plugin} plan={asked.data} onBegun={onClose} />
      ) : (
        <Skeleton active title={false} />
      )}
    </section>
  );
}

interface KnownProps {
  plugin: Plugin;
  plan: PluginPlan;
  onBegun: () => void;
}

function Known({ plugin, plan, onBegun }: KnownProps) {
  const { t } = useTranslation();
  const [healthWindowMs, setWindow] = useState(HEALTH_WINDOW_MS);
  const [force, setForce] = useState(false);
  const { busy, run } = useAct();
  const { to, problems, concerned } = plan;
  const begin = async () => {
    const order = { version: to, healthWindowMs, ...(force ? { force } : {}) };
    if (await run(() => updatePlugin(plugin.id, order))) onBegun();
  };
  return (
    <>
      <Notice type="error" title={t('updates.refused')} lines={problems} />
      <Notice type="warning" title={t('updates.concerned')} lines={concerned} />
      <h4>{t('updates.changes')}</h4>
      <PlannedChanges plan={plan} />
      <h4>{t('updates.how')}</h4>
      <PlannedSteps plugin={plugin} plan={plan} healthWindowMs={healthWindowMs} />
      <Checkbox
        className="plan-force"
        checked={force}
        onChange={(event) => setForce(event.target.checked)}
      >
        {t('updates.forceAll')}
      </Checkbox>
      <footer className="plan-foot">
        <WindowField valueMs={healthWindowMs} onChange={setWindow} />
        <Button
          type="primary"
          loading={busy}
          disabled={problems.length > 0 && !force}
          onClick={() => void begin()}
        >
          {t('updates.begin', { to })}
        </Button>
      </footer>
    </>
  );
}

function Notice(props: { type: 'error' | 'warning'; title: string; lines: readonly string[] }) {
  const { type, title, lines } = props;
  if (lines.length === 0) return null;
  return (
    <Alert
      type={type}
      showIcon
      className="notice"
      title={title}
      description={
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      }
    />
  );
}

function PlannedChanges({ plan: { changes, metaKnown } }: { plan: PluginPlan }) {
  const { t } = useTranslation();
  return (
    <>
      <ul className="plan-changes">
        {changes.map(({ bump, subject, what }) => (
          <li key={`${subject} ${what}`}>
            <BumpTag bump={bump} />
            <span>
              <code>{subject}</code> {what}
            </span>
          </li>
        ))}
      </ul>
      {metaKnown ? null : <p className="quiet">{t('updates.metaLater')}</p>}
      {metaKnown && changes.length === 0 ? <p className="quiet">{t('updates.noChanges')}</p> : null}
    </>
  );
}

const BESIDE = ['startBeside', 'compare', 'handOver', 'switch', 'watch', 'retire'] as const;
const ONE_AT_A_TIME = ['hold', 'stop', 'start', 'compare', 'release', 'watch', 'retire'] as const;

function PlannedSteps({
  plugin,
  plan,
  healthWindowMs,
}: Omit<KnownProps, 'onBegun'> & { healthWindowMs: number }) {
  const { t, i18n } = useTranslation();
  const { from, to, declared } = plan;
  const exclusive = declared.exclusive || plugin.exclusive === true;
  const words = { from, to, time: duration(healthWindowMs, i18n.language) };
  return (
    <>
      <ol className="plan-steps">
        {(exclusive ? ONE_AT_A_TIME : BESIDE).map((step) => (
          <li key={step}>{t(`updates.way.${step}`, words)}</li>
        ))}
      </ol>
      <p className="plan-pause">
        {t(exclusive ? 'updates.pauseExclusive' : 'updates.pauseBeside', { to })}
      </p>
    </>
  );
}
