create table records (key text primary key, value text not null, wish text not null);
