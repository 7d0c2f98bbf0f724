create table documents (
  id uuid primary key,
  status text not null default 'queued' check (status in ('queued', 'processing', 'done', 'failed')),
  pages text[] not null,
  error text,
  submitted_at timestamptz not null default now(),
  finished_at timestamptz
);

create table page_texts (
  document_id uuid not null references documents (id) on delete cascade,
  page integer not null,
  text text not null,
  primary key (document_id, page)
);
