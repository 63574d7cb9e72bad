import { Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readProfiles } from '../../../api/profiles';
import { useMayManage } from '../../../app/session';
import { Failure } from '../../../components/Failure';
import { useAsked } from '../../../components/useAsked';
import { useQueryParam } from '../../../components/useQueryParam';
import { useNewest } from '../useNewest';
import { ProfileTable } from './ProfileTable';
import { ProfileView } from './ProfileView';
import { RecordPanel } from './RecordPanel';

const RUNNING_MS = 1000;

/** Profiles that were taken; one of them as a flame graph. */
export default function ProfilesTab() {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const [id, setId] = useQueryParam('id');
  const stamp = useNewest('profile.');
  const [taking, setTaking] = useState(false);
  const asked = useAsked('profiles', readProfiles, {
    stamp,
    ...(taking ? { periodMs: RUNNING_MS } : {}),
  });
  const [begun, setBegun] = useState<number>();
  const running = asked.data?.find((it) => it.state === 'running');
  const mine = asked.data?.find((it) => it.id === begun);
  const ended = mine?.state === 'done' || mine?.state === 'stopped' ? mine.id : undefined;
  useEffect(() => setTaking(running !== undefined), [running]);
  useEffect(() => {
    if (ended === undefined) return;
    setBegun(undefined);
    setId(String(ended)); // whoever has it taken wants to see it
  }, [ended]);
  if (asked.error && !asked.data) {
    return <Failure title={t('profiles.failed')} error={asked.error} retry={asked.again} />;
  }
  if (!asked.data) return <Skeleton active title={false} paragraph={{ rows: 6 }} />;
  const chosen = asked.data.find((it) => String(it.id) === id);
  if (id) {
    return (
      <ProfileView
        key={id}
        id={Number(id)}
        profile={chosen}
        others={asked.data}
        onChanged={asked.again}
      />
    );
  }
  return (
    <div className="stack">
      {mayManage || running ? (
        <RecordPanel
          running={running}
          onBegun={(profile) => {
            setBegun(profile.id);
            asked.again();
          }}
          onStopped={asked.again}
        />
      ) : null}
      <ProfileTable profiles={asked.data} />
    </div>
  );
}
