import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findLeakPaths, readLeaks, type Leak } from '../../../api/plugins';
import type { Plugin } from '../../../api/types';
import { useMayManage } from '../../../app/session';
import { Dot } from '../../../components/Level';
import { useAct } from '../../../components/useAct';
import { useAsked } from '../../../components/useAsked';
import { dateTime } from '../../../format/format';

const PERIOD_MS = 10_000;

/** Versions that are out of use and still in memory; nothing where there are none. */
export function LeaksPart({ plugin }: { plugin: Plugin }) {
  const { t, i18n } = useTranslation();
  const mayManage = useMayManage();
  const { id } = plugin;
  const asked = useAsked(id, (signal) => readLeaks(id, signal), { periodMs: PERIOD_MS });
  const [dumped, setDumped] = useState<Leak[]>();
  const { busy, run } = useAct();
  const leaks = asked.data?.leaks ?? [];
  if (leaks.length === 0) return null;
  const paths = (version: string) => dumped?.find((it) => it.version === version)?.paths ?? [];
  return (
    <section className="drawer-part" aria-label={t('leaks.title')}>
      <h2>{t('leaks.title')}</h2>
      <p className="quiet">{t('leaks.hint')}</p>
      <ul className="update-records leaks">
        {leaks.map(({ version, since, findings }) => (
          <li key={`${version} ${since}`}>
            <p className="update-head">
              <Dot tone="warn" />
              <strong className="mono">{version}</strong>
              <span className="quiet">
                {t('leaks.since', { time: dateTime(since, i18n.language) })}
              </span>
            </p>
            {findings.map((finding) => (
              <p key={finding} className="update-reason">
                {finding}
              </p>
            ))}
            {paths(version).map((path) => (
              <pre key={path} className="leak-path" tabIndex={0} aria-label={t('leaks.path')}>
                {path}
              </pre>
            ))}
          </li>
        ))}
      </ul>
      {mayManage ? (
        <Popconfirm
          title={t('leaks.find')}
          description={<p className="back">{t('leaks.findHint')}</p>}
          okText={t('leaks.dump')}
          cancelText={t('app.cancel')}
          onConfirm={() => void run(async () => setDumped((await findLeakPaths(id)).leaks))}
        >
          <Button size="small" loading={busy}>
            {t('leaks.find')}
          </Button>
        </Popconfirm>
      ) : null}
    </section>
  );
}
