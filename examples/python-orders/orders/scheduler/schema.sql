-- Times are seconds since 1970, by the clock of the scheduler.
create table if not exists jobs (
  job text primary key,
  media text not null,
  wanted integer not null,
  concurrency integer,
  auto_recover integer not null,
  busy_ms integer not null,
  source_sum text not null,
  status text not null default 'pending',
  error text,
  total integer not null default 0,
  boxes integer not null default 0,
  merged integer not null default 0,
  cut_failures integer not null default 0,
  not_before real not null default 0,
  -- the lease of who cuts, merges or finishes
  owner text,
  fence integer not null default 0,
  beat real,
  -- whether it has been going on because of a recovery, and whether a client has asked for one
  recovering integer not null default 0,
  resume integer not null default 0
);

-- No foreign keys: jobs may be removed by others, and what is left of them is found as an orphan.
create table if not exists chunks (
  job text not null,
  chunk integer not null,
  status text not null default 'pending',
  attempts integer not null default 0,
  failures integer not null default 0,
  error text,
  -- its worker died: a recovery takes it up again
  interrupted integer not null default 0,
  -- when a pending or failed chunk may be taken up; null: a failed one waits to be asked
  not_before real default 0,
  owner text,
  fence integer not null default 0,
  beat real,
  piece_key text not null,
  piece_sum text not null,
  result_key text,
  result_sum text,
  -- results stored under a fence up to this one are known to be bad
  discarded integer not null default 0,
  primary key (job, chunk)
);

create table if not exists boxes (
  id integer primary key,
  job text not null,
  chunk integer not null,
  page integer not null,
  text text not null
);
create index if not exists boxes_of_job on boxes (job, page);
