create table jobs (id uuid primary key default gen_random_uuid(), input text not null, status text not null default 'waiting');
create table queue (job uuid primary key references jobs, invisible_until timestamptz not null default now());
create table results (job uuid not null references jobs, line text not null);
