import { Button, Input, Skeleton } from 'antd';
import { DatabaseOutlined, PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readState, STATE_PAGE_MAX } from '../../../api/state';
import { useMayCall } from '../../../app/session';
import { Empty } from '../../../components/Empty';
import { Failure } from '../../../components/Failure';
import { useAsked } from '../../../components/useAsked';
import { useQueryParam } from '../../../components/useQueryParam';
import { EntryTable } from './EntryTable';
import { KeyDrawer } from './KeyDrawer';
import { ValueDialog } from './ValueDialog';

const FIRST = 200;

/** The keys there are, those that begin with a text. */
export function Keys({ stamp }: { stamp: number }) {
  const { t } = useTranslation();
  const mayCall = useMayCall();
  const [prefix, setPrefix] = useQueryParam('prefix');
  const [key, setKey] = useQueryParam('key');
  const [limit, setLimit] = useState(FIRST);
  const [adding, setAdding] = useState(false);
  const asked = useAsked('keys', (signal) => readState(prefix, limit, signal), {
    stamp: `${stamp} ${prefix} ${limit}`,
  });
  return (
    <>
      <div className="toolbar">
        <Input
          type="search"
          allowClear
          prefix={<SearchOutlined aria-hidden />}
          value={prefix}
          placeholder={t('state.prefix')}
          aria-label={t('state.prefix')}
          onChange={(event) => setPrefix(event.target.value)}
        />
        {mayCall ? (
          <Button icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
            {t('state.add')}
          </Button>
        ) : null}
      </div>
      {asked.error && !asked.data ? (
        <Failure title={t('state.failed')} error={asked.error} retry={asked.again} />
      ) : null}
      {!asked.data && !asked.error ? (
        <Skeleton active title={false} paragraph={{ rows: 5 }} />
      ) : null}
      {asked.data?.entries.length === 0 ? (
        <Empty
          icon={<DatabaseOutlined />}
          title={prefix ? t('state.noMatch') : t('state.empty')}
          hint={prefix ? null : t('state.emptyHint')}
        />
      ) : null}
      {asked.data && asked.data.entries.length > 0 ? (
        <EntryTable entries={asked.data.entries} label={t('state.views.keys')} onOpen={setKey} />
      ) : null}
      {asked.data?.more ? (
        <p className="state-more">
          {limit < STATE_PAGE_MAX ? (
            <Button onClick={() => setLimit(STATE_PAGE_MAX)}>{t('state.more')}</Button>
          ) : (
            t('state.tooMany')
          )}
        </p>
      ) : null}
      {adding ? <ValueDialog onClose={() => setAdding(false)} onSaved={asked.again} /> : null}
      {key ? (
        <KeyDrawer
          key={key}
          name={key}
          stamp={stamp}
          onClose={() => setKey('')}
          onChanged={asked.again}
        />
      ) : null}
    </>
  );
}
