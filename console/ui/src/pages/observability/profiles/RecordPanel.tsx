import { Button, InputNumber, Progress, Segmented, Select } from 'antd';
import { PlayCircleOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  PROFILE_TYPES,
  startProfile,
  stopProfile,
  type Profile,
  type ProfileType,
} from '../../../api/profiles';
import { useMayManage } from '../../../app/session';
import { Panel } from '../../../components/Panel';
import { useAct } from '../../../components/useAct';
import { useNow } from '../../../components/useNow';
import { duration } from '../../../format/format';
import { useLive } from '../../../live/store';

/** Seconds; what the kernel takes at least and at most. */
const SHORTEST = 1;
const LONGEST = 300;
const USUAL = 10;

interface Props {
  running: Profile | undefined;
  onBegun: (profile: Profile) => void;
  onStopped: () => void;
}

/** Has a profile taken, and shows how far it is. */
export function RecordPanel({ running, onBegun, onStopped }: Props) {
  const { t } = useTranslation();
  return (
    <Panel title={running ? t('profiles.taking') : t('profiles.record')}>
      {running ? (
        <Taking profile={running} onStopped={onStopped} />
      ) : (
        <RecordForm onBegun={onBegun} />
      )}
    </Panel>
  );
}

function RecordForm({ onBegun }: Pick<Props, 'onBegun'>) {
  const { t } = useTranslation();
  const plugins = useLive((live) => live.plugins?.plugins) ?? [];
  const instances = useLive((live) => live.instances) ?? [];
  const [type, setType] = useState<ProfileType>('cpu');
  const [unit, setUnit] = useState('');
  const [seconds, setSeconds] = useState<number | null>(USUAL);
  const { busy, run } = useAct();
  const group = (label: string, ids: string[]) =>
    ids.length > 0 ? [{ label, options: ids.map((value) => ({ value, label: value })) }] : [];
  const begin = () =>
    run(async () =>
      onBegun(await startProfile({ type, unit, durationMs: (seconds ?? USUAL) * 1000 })),
    );
  return (
    <>
      <div className="record">
        <Segmented
          aria-label={t('profiles.type')}
          value={type}
          options={PROFILE_TYPES.map((value) => ({ value, label: t(`profiles.types.${value}`) }))}
          onChange={setType}
        />
        <Select
          aria-label={t('profiles.unit')}
          className="record-unit"
          showSearch
          value={unit}
          options={[
            { value: '', label: t('profiles.kernel') },
            ...group(
              t('nav.plugins'),
              plugins.map((it) => it.id),
            ),
            ...group(
              t('nav.instances'),
              instances.map((it) => it.id),
            ),
          ]}
          onChange={setUnit}
        />
        <InputNumber
          aria-label={t('profiles.seconds')}
          className="record-seconds"
          min={SHORTEST}
          max={LONGEST}
          precision={0}
          suffix="s"
          value={seconds}
          onChange={setSeconds}
        />
        <Button
          type="primary"
          icon={<PlayCircleOutlined aria-hidden />}
          loading={busy}
          onClick={() => void begin()}
        >
          {t('profiles.start')}
        </Button>
      </div>
      <p className="panel-foot">{t(`profiles.meaning.${type}`)}</p>
    </>
  );
}

function Taking({ profile, onStopped }: { profile: Profile; onStopped: () => void }) {
  const { t, i18n } = useTranslation();
  const mayManage = useMayManage();
  const { busy, run } = useAct();
  const now = useNow(250);
  const { id, type, unit, by, startedAt, askedMs } = profile;
  const gone = Math.min(askedMs, Math.max(0, now - Date.parse(startedAt)));
  const name = `${t(`profiles.types.${type}`)}, ${unit || t('profiles.kernel')}`;
  return (
    <div className="record">
      <span>
        {name} <span className="quiet">{t('profiles.by', { by })}</span>
      </span>
      <Progress
        className="record-progress"
        aria-label={name}
        percent={Math.round((gone / askedMs) * 100)}
        format={() => t('profiles.left', { time: duration(askedMs - gone, i18n.language) })}
      />
      {mayManage ? (
        <Button loading={busy} onClick={() => void run(() => stopProfile(id)).then(onStopped)}>
          {t('profiles.stop')}
        </Button>
      ) : null}
    </div>
  );
}
