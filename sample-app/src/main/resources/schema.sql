create sequence if not exists product_seq start with 10001 increment by 50;

create table if not exists product (
	id bigint primary key,
	sku varchar(40) not null unique,
	barcode varchar(13) not null unique,
	name varchar(255) not null,
	description varchar(1000) not null,
	price numeric(12, 2) not null,
	category varchar(20) not null,
	stock integer not null,
	version bigint not null,
	created_at timestamp(6) with time zone not null,
	updated_at timestamp(6) with time zone not null
);

create sequence if not exists customer_seq start with 101 increment by 50;

create table if not exists customer (
	id bigint primary key,
	email varchar(255) not null unique,
	name varchar(255) not null,
	street varchar(255),
	postal_code varchar(255),
	city varchar(255),
	version bigint not null
);

create table if not exists purchase_order (
	id uuid primary key,
	customer_id bigint not null references customer,
	status varchar(20) not null,
	version bigint not null
);

create table if not exists purchase_order_lines (
	purchase_order_id uuid not null references purchase_order,
	position integer not null,
	sku varchar(40) not null,
	quantity integer not null,
	price numeric(12, 2) not null,
	primary key (purchase_order_id, position)
);
