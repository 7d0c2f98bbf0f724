create table jobs (id serial primary key, body text not null, status text not null default 'queued', attempts int not null default 0);
create table workers (id int primary key, seen_at timestamptz not null);
insert into workers values (1, now());
