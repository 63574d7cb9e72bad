import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { readSharing, type StateSharing } from '../../../api/state';
import { useAsked } from '../../../components/useAsked';
import { useQueryParam } from '../../../components/useQueryParam';
import { bytes, count } from '../../../format/format';
import { useNewest } from '../useNewest';
import { Conflicts } from './Conflicts';
import { Kernels } from './Kernels';
import { Keys } from './Keys';
import { Quarantine } from './Quarantine';
import './state.css';

const VIEWS = ['keys', 'conflicts', 'quarantine', 'kernels'] as const;
type View = (typeof VIEWS)[number];

const SHARING_MS = 15_000;

/** Values that kernels share. */
export default function StateTab() {
  const { t } = useTranslation();
  const [text, setView] = useQueryParam('view');
  const view: View = VIEWS.find((it) => it === text) ?? 'keys';
  const stamp = useNewest('state.');
  const sharing = useAsked('sharing', readSharing, { stamp, periodMs: SHARING_MS });
  const counts: Partial<Record<View, number | undefined>> = {
    conflicts: sharing.data?.conflicts,
    quarantine: sharing.data?.quarantined,
  };
  return (
    <section className="panel" aria-label={t('observability.tab.state')}>
      <div className="toolbar">
        <Segmented
          aria-label={t('state.view')}
          value={view}
          options={VIEWS.map((value) => ({
            value,
            label: counts[value] ? (
              <>
                {t(`state.views.${value}`)} <span className="count-badge">{counts[value]}</span>
              </>
            ) : (
              t(`state.views.${value}`)
            ),
          }))}
          onChange={(value) => setView(value === 'keys' ? '' : value)}
        />
        {sharing.data ? <Sharing sharing={sharing.data} /> : null}
      </div>
      {view === 'keys' ? <Keys stamp={stamp} /> : null}
      {view === 'conflicts' ? <Conflicts stamp={stamp} onChanged={sharing.again} /> : null}
      {view === 'quarantine' ? <Quarantine stamp={stamp} onChanged={sharing.again} /> : null}
      {view === 'kernels' ? <Kernels stamp={stamp} onChanged={sharing.again} /> : null}
    </section>
  );
}

function Sharing({ sharing }: { sharing: StateSharing }) {
  const { t, i18n } = useTranslation();
  const { keys, node, pending, transport } = sharing;
  const told = [
    t('state.total', {
      count: keys,
      keys: count(keys, i18n.language),
      size: bytes(sharing.bytes),
    }),
    t('state.node', { node }),
    transport === 'none' ? t('state.alone') : t('state.pending', { count: pending }),
  ];
  return <span className="toolbar-count">{told.join(' · ')}</span>;
}
