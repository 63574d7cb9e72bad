import { Checkbox, Input, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ENGINES, heapFits, type Engine, type Host } from './host';

interface Props {
  host: Host;
  onChange: (host: Host) => void;
}

const PLACES = ['process', 'kernel'] as const;
type Place = (typeof PLACES)[number];

/** Where a service's code runs, and how the process that runs it is to be. */
export function HostFields({ host, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <fieldset className="field-group">
      <legend>{t('services.host')}</legend>
      <div className="field">
        <label htmlFor={`${id}-place`}>{t('services.place')}</label>
        <Select<Place>
          id={`${id}-place`}
          value={host.embedded ? 'kernel' : 'process'}
          options={PLACES.map((value) => ({ value, label: t(`services.places.${value}`) }))}
          aria-describedby={`${id}-place-hint`}
          onChange={(place) => onChange({ ...host, embedded: place === 'kernel' })}
        />
        <p id={`${id}-place-hint`} className="field-hint">
          {t(`services.placeHints.${host.embedded ? 'kernel' : 'process'}`)}
        </p>
      </div>
      {host.embedded ? null : <ProcessFields host={host} onChange={onChange} />}
    </fieldset>
  );
}

function ProcessFields({ host, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const fits = heapFits(host);
  return (
    <>
      <div className="choice">
        <div className="field">
          <label htmlFor={`${id}-heap`}>{t('services.heap')}</label>
          <Input
            id={`${id}-heap`}
            value={host.heap}
            suffix="MiB"
            placeholder="256"
            inputMode="numeric"
            status={fits ? '' : 'error'}
            aria-invalid={!fits}
            aria-describedby={`${id}-heap-hint`}
            autoComplete="off"
            onChange={(event) => onChange({ ...host, heap: event.target.value })}
          />
          <p id={`${id}-heap-hint`} className={fits ? 'field-hint' : 'field-error'}>
            {fits ? t('services.heapHint') : t('services.heapRule')}
          </p>
        </div>
        <div className="field">
          <label htmlFor={`${id}-engine`}>{t('services.engine')}</label>
          <Select<Engine>
            id={`${id}-engine`}
            value={host.engine}
            options={ENGINES.map((value) => ({ value, label: t(`services.engines.${value}`) }))}
            onChange={(engine) => onChange({ ...host, engine })}
          />
        </div>
      </div>
      <Checkbox
        className="host-inspect"
        checked={host.inspect}
        onChange={(event) => onChange({ ...host, inspect: event.target.checked })}
      >
        {t('services.inspect')}
      </Checkbox>
    </>
  );
}
