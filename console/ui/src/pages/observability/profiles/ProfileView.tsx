import { Button, Popconfirm, Select, Skeleton } from 'antd';
import { ArrowLeftOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { deleteProfile, EXPORTS, exportUrl, readStacks, type Profile } from '../../../api/profiles';
import { useMayManage } from '../../../app/session';
import { Empty } from '../../../components/Empty';
import { Failure } from '../../../components/Failure';
import { useAct } from '../../../components/useAct';
import { useAsked } from '../../../components/useAsked';
import { useQueryParam } from '../../../components/useQueryParam';
import { dateTime, elapsed } from '../../../format/format';
import { useLive } from '../../../live/store';
import { FlamePanel } from './FlamePanel';
import { useWeight } from './told';

const LIST = '/observability/profiles';

interface Props {
  id: number;
  profile: Profile | undefined;
  others: Profile[];
  onChanged: () => void;
}

/** One profile: what it is, what it can be compared with, its graph. */
export function ProfileView({ id, profile, others, onChanged }: Props) {
  const { t } = useTranslation();
  const [base, setBase] = useQueryParam('with');
  const option = useOption();
  const alike = others.filter(
    (it) => it.id !== id && it.type === profile?.type && it.measure === profile.measure,
  );
  const other = alike.find((it) => String(it.id) === base);
  return (
    <div className="stack">
      <Link to={LIST} className="profile-back">
        <ArrowLeftOutlined aria-hidden /> {t('profiles.list')}
      </Link>
      {profile ? (
        <>
          <Head profile={profile} onChanged={onChanged}>
            <Select
              aria-label={t('profiles.compare')}
              className="profile-with"
              value={other ? base : ''}
              options={[{ value: '', label: t('profiles.compareNone') }, ...alike.map(option)]}
              onChange={setBase}
              disabled={alike.length === 0}
            />
          </Head>
          <Stacks profile={profile} base={other} />
        </>
      ) : (
        <Empty
          icon={<ArrowLeftOutlined />}
          title={t('profiles.gone', { id })}
          hint={t('profiles.goneHint')}
        />
      )}
    </div>
  );
}

function useOption() {
  const { t, i18n } = useTranslation();
  return ({ id, unit, startedAt }: Profile) => ({
    value: String(id),
    label: `#${id} ${unit || t('profiles.kernel')}, ${dateTime(startedAt, i18n.language)}`,
  });
}

function Head({
  profile,
  onChanged,
  children,
}: {
  profile: Profile;
  onChanged: () => void;
  children: ReactNode;
}) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const mayManage = useMayManage();
  const weight = useWeight();
  const { busy, run } = useAct();
  const { id, type, unit, startedAt, tookMs, by } = profile;
  const remove = async () => {
    if (!(await run(() => deleteProfile(id), t('profiles.deleted', { id })))) return;
    onChanged();
    void navigate(LIST);
  };
  return (
    <header className="profile-head">
      <div>
        <h2>
          {t(`profiles.types.${type}`)} #{id}
        </h2>
        <p className="quiet">
          {[
            unit || t('profiles.kernel'),
            dateTime(startedAt, i18n.language),
            elapsed(tookMs),
            weight(profile.weight, profile.measure),
            t('profiles.by', { by }),
          ].join(' · ')}
        </p>
      </div>
      <div className="profile-actions">
        {children}
        <Exports profile={profile} />
        {mayManage ? (
          <Popconfirm
            title={t('profiles.deleteTitle', { id })}
            okText={t('profiles.delete')}
            cancelText={t('app.cancel')}
            onConfirm={() => void remove()}
          >
            <Button danger loading={busy}>
              {t('profiles.delete')}
            </Button>
          </Popconfirm>
        ) : null}
      </div>
    </header>
  );
}

/** Links to the forms other tools read; only the kernel's own profiles are recordings. */
function Exports({ profile: { id, unit } }: { profile: Profile }) {
  const { t } = useTranslation();
  const ofProcesses = useLive((live) => live.instances?.some((it) => it.id === unit) ?? false);
  return (
    <span className="profile-exports">
      <span className="quiet">{t('profiles.export')}</span>
      {EXPORTS.filter((format) => format !== 'jfr' || !ofProcesses).map((format) => (
        <a key={format} href={exportUrl(id, format)} download>
          {t(`profiles.exports.${format}`)}
        </a>
      ))}
    </span>
  );
}

function Stacks({ profile, base }: { profile: Profile; base: Profile | undefined }) {
  const { t } = useTranslation();
  const asked = useAsked(`${profile.id}/${base?.id ?? ''}`, (signal) =>
    Promise.all([
      readStacks(profile.id, signal),
      base ? readStacks(base.id, signal) : Promise.resolve(undefined),
    ]),
  );
  if (asked.error && !asked.data) {
    return <Failure title={t('profiles.failedOne')} error={asked.error} retry={asked.again} />;
  }
  if (!asked.data) return <Skeleton active title={false} paragraph={{ rows: 10 }} />;
  const [stacks, before] = asked.data;
  return <FlamePanel profile={profile} stacks={stacks} base={before} />;
}
