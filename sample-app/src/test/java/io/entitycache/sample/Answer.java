package io.entitycache.sample;

/**
 * What the shop answered over HTTP.
 *
 * @param status the status code
 * @param body the body, empty if there was none
 */
record Answer(int status, String body) {

}
