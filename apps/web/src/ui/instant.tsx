import { Tooltip } from 'antd';
import { useInstantFormat } from '../features/session/session.ts';
import type { InstantStyle } from '../lib/time/format.ts';
import { useNow } from '../lib/time/use-now.ts';

/** An instant in the organisation's time zone; the whole of it on hover. */
export function Instant({ at, style = 'short' }: { at: string | null | undefined; style?: InstantStyle }) {
  const format = useInstantFormat();
  if (at === null || at === undefined) return <span className="faint">—</span>;
  return (
    <time dateTime={at} className="num" title={`${format.instant(at, 'full')} ${format.timeZone}`}>
      {format.instant(at, style)}
    </time>
  );
}

/** How long ago an instant lies; the instant itself on hover. */
export function Ago({ at }: { at: string | null | undefined }) {
  const format = useInstantFormat();
  const now = useNow(30);
  if (at === null || at === undefined) return <span className="faint">—</span>;
  return (
    <Tooltip title={`${format.instant(at, 'full')} ${format.timeZone}`}>
      <time dateTime={at} className="num">
        {format.relative(at, now)}
      </time>
    </Tooltip>
  );
}
