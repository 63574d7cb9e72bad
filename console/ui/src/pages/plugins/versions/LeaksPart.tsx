import { Button } from 'antd';
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
      <ul className="update-records">
        {leaks.map(({ version, since, findings }) => (
          <li key={`${version} ${since}`}>
            <Dot tone="warn" />
            <div>
              <p>
                <strong>{version}</strong>{' '}
                <span className="quiet">
                  {t('leaks.since', { time: dateTime(since, i18n.language) })}
                </span>
              </p>
              {findings.map((finding) => (
                <p key={finding}>{finding}</p>
              ))}
              {paths(version).map((path) => (
                <p key={path} className="mono">
                  {path}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {mayManage ? (
        <Button
          size="small"
          loading={busy}
          onClick={() => void run(async () => setDumped((await findLeakPaths(id)).leaks))}
        >
          {t('leaks.find')}
        </Button>
      ) : null}
    </section>
  );
}
