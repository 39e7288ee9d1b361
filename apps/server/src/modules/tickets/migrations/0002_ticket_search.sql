-- Full-text search past row security. A condition on tsvector (or on an array) is not leakproof, so under row
-- security PostgreSQL never gives it to an index: a search would read every row of the organisation. This function
-- runs with its owner's rights and keeps to the organisation by itself.
--
-- Newest first, in buckets of 16,384 numbers: a common word is answered by the newest bucket, a rare one costs a
-- look-up of some 30 µs for each bucket.
--
-- by_beginning: for words that are the beginning of one. An index would have to gather all words that begin so, of
-- all tickets, each time; so the newest 16 to 32 thousand tickets are looked at one by one, and no more.
create function search_ticket_texts(org uuid, words tsquery, by_beginning boolean, below bigint, wanted integer)
  returns table (ticket_id uuid, number bigint)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  newest bigint;
  missing integer := wanted;
  found integer;
begin
  if org is distinct from app_org_id() then
    raise exception 'not the organisation of this transaction' using errcode = 'insufficient_privilege';
  end if;
  newest := coalesce((select max(t.number) from tickets t where t.org_id = org), 0);
  for b in reverse (least(newest, below - 1) / 16384)::integer .. 0 loop
    exit when by_beginning and b < newest / 16384 - 1;
    if by_beginning then
      return query
        select x.ticket_id, x.number from (
          select t.ticket_id, t.number, t.document from ticket_texts t
          where t.org_id = org and t.bucket = b and t.number < below offset 0
        ) x
        where x.document @@ words order by x.number desc limit missing;
    else
      return query
        select x.ticket_id, x.number from ticket_texts x
        where x.org_id = org and x.bucket = b and x.document @@ words and x.number < below
        order by x.number desc limit missing;
    end if;
    get diagnostics found = row_count;
    missing := missing - found;
    exit when missing <= 0;
  end loop;
end $$;
revoke execute on function search_ticket_texts(uuid, tsquery, boolean, bigint, integer) from public;
grant execute on function search_ticket_texts(uuid, tsquery, boolean, bigint, integer) to jingyun_app;

-- For the same reason it could never be used.
drop index tickets_tags;

create index tickets_solved_updated on tickets (org_id, updated_at, id) where status = 'solved';
