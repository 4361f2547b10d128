package io.entitycache.sample;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says over HTTP what the database refused. */
@RestControllerAdvice
class ShopProblems {

	@ExceptionHandler(DataIntegrityViolationException.class)
	ProblemDetail contradiction() {
		return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "This contradicts what is there");
	}

	@ExceptionHandler(OptimisticLockingFailureException.class)
	ProblemDetail changedMeanwhile() {
		return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "Somebody else has changed it meanwhile");
	}

}
