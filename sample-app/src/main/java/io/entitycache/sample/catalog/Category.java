package io.entitycache.sample.catalog;

/** What kind of product it is. */
public enum Category {

	BOOKS, GAMES, GARDEN, KITCHEN, TOOLS

}
