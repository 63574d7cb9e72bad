import { Skeleton } from 'antd';
import { CodeOutlined } from '@ant-design/icons';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { InstanceDetails } from '../../api/instance';
import { readInstance } from '../../api/instances';
import { useMayCall } from '../../app/session';
import { Empty } from '../../components/Empty';
import { Failure } from '../../components/Failure';
import { useAsked } from '../../components/useAsked';
import { usePageTitle } from '../../components/usePageTitle';
import { useLive } from '../../live/store';
import { instanceLink } from '../instances/InstanceTable';
import { BenchContext } from './context';
import { startSession, type Session } from './monaco/session';
import { WorkspaceView } from './WorkspaceView';
import './workspace.css';

/** The code of a service: files, editor, output. */
export default function WorkspacePage() {
  const { instance: id = '' } = useParams();
  return <Loaded key={id} id={id} />;
}

function Loaded({ id }: { id: string }) {
  const { t } = useTranslation();
  const live = useLive((state) => state.instances?.find((it) => it.id === id));
  const stamp = `${live?.version} ${live?.pid} ${live?.state} ${live?.code}`;
  const asked = useAsked(id, (signal) => readInstance(id, signal), { stamp });
  const { session, error, retry } = useSession(id);
  const mayEdit = useMayCall();
  usePageTitle(t('workspace.titleOf', { id }));
  const instance = useMemo<InstanceDetails | undefined>(
    () => (asked.data ? { ...asked.data, ...live } : undefined),
    [asked.data, live],
  );
  const bench = useMemo(
    () => (session && instance ? { session, instance, mayEdit, again: asked.again } : undefined),
    [session, instance, mayEdit, asked.again],
  );
  if (asked.error && !instance) {
    return <Failure title={t('instance.failed')} error={asked.error} retry={asked.again} />;
  }
  if (instance && instance.kind !== 'service') return <NoService id={id} />;
  if (error) return <Failure title={t('workspace.editorFailed')} error={error} retry={retry} />;
  if (!bench) {
    return (
      <div className="page" aria-busy>
        <Skeleton active paragraph={{ rows: 10 }} />
      </div>
    );
  }
  return (
    <BenchContext value={bench}>
      <WorkspaceView />
    </BenchContext>
  );
}

/** The editor's own texts keep the language it was first fetched in. */
function useSession(id: string) {
  const { i18n } = useTranslation();
  const [session, setSession] = useState<Session>();
  const [error, setError] = useState<unknown>();
  const [turn, setTurn] = useState(0);
  const [language] = useState(i18n.language);
  useEffect(() => {
    let over = false;
    let mine: Session | undefined;
    startSession(id, language).then(
      (begun) => {
        if (over) return begun.end();
        mine = begun;
        setSession(begun);
      },
      (failure: unknown) => over || setError(failure),
    );
    return () => {
      over = true;
      mine?.end();
      setSession(undefined);
    };
  }, [id, language, turn]);
  const retry = () => {
    setError(undefined);
    setTurn(turn + 1);
  };
  return { session, error, retry };
}

function NoService({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <div className="page">
      <h1 className="visually-hidden">{id}</h1>
      <Empty
        icon={<CodeOutlined />}
        title={t('workspace.noService', { id })}
        hint={t('workspace.noServiceHint')}
        action={<Link to={instanceLink(id)}>{t('workspace.toInstance')}</Link>}
      />
    </div>
  );
}
