import { Button, Input, Segmented } from 'antd';
import { FireOutlined, SearchOutlined, ZoomOutOutlined } from '@ant-design/icons';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile, Stack } from '../../../api/profiles';
import { Empty } from '../../../components/Empty';
import { useQueryParam } from '../../../components/useQueryParam';
import { flameOf, ownersOf, type Flame, type Frame } from './flame';
import { FlameGraph, Matched } from './FlameGraph';
import { Grown } from './Grown';
import { Hottest } from './Hottest';
import { hueOf, huesOf } from './hues';
import { percents, points, useTold } from './told';

interface Props {
  profile: Profile;
  stacks: readonly Stack[];
  base: readonly Stack[] | undefined;
}

/** The stacks of a profile, as a graph or as tables. */
export function FlamePanel({ profile, stacks, base }: Props) {
  const { t } = useTranslation();
  const flame = useMemo(() => flameOf(stacks, base), [stacks, base]);
  const [typed, setSearch] = useQueryParam('search');
  const search = useDeferredValue(typed);
  const [view, setView] = useQueryParam('view');
  const [zoomed, setZoom] = useState<{ flame: Flame; frame: Frame }>();
  const zoom = zoomed?.flame === flame ? zoomed.frame : flame.root;
  const told = useTold(flame, profile.measure);
  const grown = profile.summary.grown ?? [];
  const views = ['graph', 'hottest', ...(grown.length > 0 ? ['grown'] : [])] as const;
  const shown = (views as readonly string[]).includes(view) ? view : 'graph';
  if (flame.root.weight + flame.root.base === 0) {
    return (
      <Empty
        icon={<FireOutlined />}
        title={t('profiles.nothing')}
        hint={t('profiles.nothingHint')}
      />
    );
  }
  const showFrame = (name: string) => {
    setView('');
    setSearch(name);
  };
  return (
    <section className="panel" aria-label={t('profiles.views.graph')}>
      <div className="toolbar flame-bar">
        <Segmented
          aria-label={t('profiles.view')}
          value={shown}
          options={views.map((value) => ({
            value,
            label: t(`profiles.views.${value as 'graph'}`),
          }))}
          onChange={(value) => setView(value === 'graph' ? '' : value)}
        />
        {shown === 'grown' ? null : (
          <Input
            type="search"
            allowClear
            prefix={<SearchOutlined aria-hidden />}
            value={typed}
            placeholder={t('profiles.search')}
            aria-label={t('profiles.search')}
            onChange={(event) => setSearch(event.target.value)}
          />
        )}
        <Matched flame={flame} search={search} />
        {zoom.parent && shown === 'graph' ? (
          <span className="flame-zoom">
            <Button
              icon={<ZoomOutOutlined aria-hidden />}
              onClick={() => setZoom({ flame, frame: zoom.parent ?? flame.root })}
            >
              {t('profiles.back')}
            </Button>
            <Button onClick={() => setZoom(undefined)}>{t('profiles.reset')}</Button>
          </span>
        ) : null}
      </div>
      {shown === 'graph' ? (
        <>
          <FlameGraph
            flame={flame}
            search={search}
            zoom={zoom}
            onZoom={(frame) => setZoom({ flame, frame })}
            label={t('profiles.views.graph')}
            told={told}
          />
          {flame.compared ? <DiffLegend /> : null}
          <Legend flame={flame} onChoose={setSearch} />
        </>
      ) : null}
      {shown === 'hottest' ? <Hottest flame={flame} search={search} onChoose={showFrame} /> : null}
      {shown === 'grown' ? <Grown grown={grown} /> : null}
    </section>
  );
}

const LEGEND_MAX = 12;

function Legend({ flame, onChoose }: { flame: Flame; onChoose: (owner: string) => void }) {
  const { t } = useTranslation();
  const hues = useMemo(() => huesOf(flame), [flame]);
  const owners = ownersOf(flame).slice(0, LEGEND_MAX);
  return (
    <ul className="flame-legend" aria-label={t('profiles.owners')}>
      {owners.map(({ name, share, growth }) => (
        <li key={name}>
          <button type="button" className="flame-owner" onClick={() => onChoose(name)}>
            {flame.compared ? null : <i className={hueOf(hues, { owner: name })} aria-hidden />}
            {name}
            <span>{flame.compared ? points(growth) : percents(share)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function DiffLegend() {
  const { t } = useTranslation();
  return (
    <p className="flame-diff">
      <i className="flame-shrunk" aria-hidden /> {t('profiles.shrunk')}
      <i className="flame-grown" aria-hidden /> {t('profiles.grown')}
    </p>
  );
}
