create table greetings (id int primary key, text text not null);
