create table jobs (
  id uuid primary key,
  kind text not null,
  wanted integer not null,
  concurrency integer,
  auto_recover boolean not null,
  busy_ms integer not null,
  source_sum text not null,
  status text not null default 'pending',
  error text,
  total integer not null default 0,
  boxes integer not null default 0,
  merged boolean not null default false,
  cut_failures integer not null default 0,
  not_before timestamptz not null default now(),
  -- the lease of who cuts, merges or finalizes
  owner uuid,
  fence integer not null default 0,
  beat timestamptz,
  -- counts claims of chunks, so that two claims at a time cannot both believe that they are within the bound
  claims integer not null default 0,
  -- a recovery: who prepares it now, whether the job has been going on because of one, and whether a client asked for one
  recovery_owner uuid,
  recovery_beat timestamptz,
  recovering boolean not null default false,
  resume boolean not null default false,
  created_at timestamptz not null default clock_timestamp()
);
create index jobs_unfinished on jobs (created_at) where status not in ('done', 'failed');

-- No foreign keys: jobs may be removed by others, and what is left of them is found as an orphan.
create table chunks (
  job uuid not null,
  chunk integer not null,
  status text not null default 'pending',
  attempts integer not null default 0,
  failures integer not null default 0,
  error text,
  -- its worker died: a recovery takes it up again
  interrupted boolean not null default false,
  -- when a pending or failed chunk may be taken up; null: a failed one waits to be asked
  not_before timestamptz default now(),
  owner uuid,
  fence integer not null default 0,
  beat timestamptz,
  piece_key text not null,
  piece_sum text not null,
  result_key text,
  result_sum text,
  -- results stored under a fence up to this one are known to be bad
  discarded integer not null default 0,
  primary key (job, chunk)
);
create index chunks_processing on chunks (beat) where status = 'processing';
create index chunks_waiting on chunks (job, chunk) where status in ('pending', 'failed');

create table bounding_boxes (
  id bigint generated always as identity primary key,
  job uuid not null,
  chunk integer not null,
  page integer not null,
  text text not null
);
create index bounding_boxes_of_job on bounding_boxes (job, page);

-- The ledger: records, each with the wish (by its idempotency key) that made it; counters, and the wishes that were added to them.
create table records (
  key text primary key,
  value text not null,
  wish text not null
);
create table counters (
  key text primary key,
  total bigint not null
);
create table wishes (
  idempotency_key text primary key,
  -- what was wanted, so that a key is not used for two wishes
  text text not null,
  -- what the first time was answered
  answer jsonb,
  made_at timestamptz not null default now()
);
