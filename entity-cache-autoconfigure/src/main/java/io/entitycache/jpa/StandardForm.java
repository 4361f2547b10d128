package io.entitycache.jpa;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.UUID;

/** Byte forms of the types that need more than their text. */
enum StandardForm implements ByteForm {

	BOOLEAN {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeByte((Boolean) value ? 1 : 0);
		}

		@Override
		public Object read(ByteSource in) {
			return in.readByte() != 0;
		}
	},

	BYTE {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeByte((Byte) value);
		}

		@Override
		public Object read(ByteSource in) {
			return (byte) in.readByte();
		}
	},

	SHORT {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeSigned((Short) value);
		}

		@Override
		public Object read(ByteSource in) {
			return (short) in.readInt();
		}
	},

	INTEGER {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeSigned((Integer) value);
		}

		@Override
		public Object read(ByteSource in) {
			return in.readInt();
		}
	},

	LONG {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeSigned((Long) value);
		}

		@Override
		public Object read(ByteSource in) {
			return in.readSigned();
		}
	},

	FLOAT {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeFixedInt(Float.floatToRawIntBits((Float) value));
		}

		@Override
		public Object read(ByteSource in) {
			return Float.intBitsToFloat(in.readFixedInt());
		}
	},

	DOUBLE {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeFixedLong(Double.doubleToRawLongBits((Double) value));
		}

		@Override
		public Object read(ByteSource in) {
			return Double.longBitsToDouble(in.readFixedLong());
		}
	},

	CHARACTER {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeUnsigned((Character) value);
		}

		@Override
		public Object read(ByteSource in) {
			return (char) in.readUnsigned();
		}
	},

	STRING {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeString((String) value);
		}

		@Override
		public Object read(ByteSource in) {
			return in.readString();
		}
	},

	BIG_INTEGER {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeBlock(((BigInteger) value).toByteArray());
		}

		@Override
		public Object read(ByteSource in) {
			return new BigInteger(in.readBlock());
		}
	},

	/**
	 * Scale and unscaled value as a number, or a byte that says otherwise, scale and
	 * unscaled value in bytes.
	 */
	BIG_DECIMAL {
		@Override
		public void write(Object value, ByteSink out) {
			BigDecimal number = (BigDecimal) value;
			int scale = number.scale();
			if (scale >= 0 && scale < LARGE && number.precision() <= DIGITS_OF_A_LONG) {
				out.writeByte(scale);
				// The unscaled value itself, without an object for it.
				out.writeSigned(number.scaleByPowerOfTen(scale).longValue());
			}
			else {
				out.writeByte(LARGE);
				out.writeSigned(scale);
				out.writeBlock(number.unscaledValue().toByteArray());
			}
		}

		@Override
		public Object read(ByteSource in) {
			int scale = in.readByte();
			if (scale == LARGE) {
				int any = in.readInt();
				return new BigDecimal(new BigInteger(in.readBlock()), any);
			}
			if (scale < 0 || scale > LARGE) {
				throw new IllegalArgumentException("A number has an unknown form");
			}
			return BigDecimal.valueOf(in.readSigned(), scale);
		}
	},

	UUID_BITS {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeFixedLong(((UUID) value).getMostSignificantBits());
			out.writeFixedLong(((UUID) value).getLeastSignificantBits());
		}

		@Override
		public Object read(ByteSource in) {
			return new UUID(in.readFixedLong(), in.readFixedLong());
		}
	},

	BYTES {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeBlock((byte[]) value);
		}

		@Override
		public Object read(ByteSource in) {
			return in.readBlock();
		}
	},

	/** Seconds in 34 bits and nanoseconds in 30, or if that is too few, in all bits. */
	INSTANT {
		@Override
		public void write(Object value, ByteSink out) {
			long seconds = ((Instant) value).getEpochSecond();
			int nanos = ((Instant) value).getNano();
			if (seconds == seconds << NANO_BITS >> NANO_BITS) {
				out.writeFixedLong(seconds << NANO_BITS | nanos);
			}
			else {
				out.writeFixedLong(NANOS);
				out.writeFixedLong(seconds);
				out.writeFixedInt(nanos);
			}
		}

		@Override
		public Object read(ByteSource in) {
			long both = in.readFixedLong();
			return (both == NANOS) ? Instant.ofEpochSecond(in.readFixedLong(), in.readFixedInt())
					: Instant.ofEpochSecond(both >> NANO_BITS, both & NANOS);
		}
	},

	DURATION {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeSigned(((Duration) value).getSeconds());
			out.writeUnsigned(((Duration) value).getNano());
		}

		@Override
		public Object read(ByteSource in) {
			return Duration.ofSeconds(in.readSigned(), in.readUnsigned());
		}
	},

	LOCAL_DATE {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeSigned(((LocalDate) value).toEpochDay());
		}

		@Override
		public Object read(ByteSource in) {
			return LocalDate.ofEpochDay(in.readSigned());
		}
	},

	LOCAL_TIME {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeUnsigned(((LocalTime) value).toNanoOfDay());
		}

		@Override
		public Object read(ByteSource in) {
			return LocalTime.ofNanoOfDay(in.readUnsigned());
		}
	},

	LOCAL_DATE_TIME {
		@Override
		public void write(Object value, ByteSink out) {
			LOCAL_DATE.write(((LocalDateTime) value).toLocalDate(), out);
			LOCAL_TIME.write(((LocalDateTime) value).toLocalTime(), out);
		}

		@Override
		public Object read(ByteSource in) {
			return LocalDateTime.of((LocalDate) LOCAL_DATE.read(in), (LocalTime) LOCAL_TIME.read(in));
		}
	},

	ZONE_OFFSET {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeSigned(((ZoneOffset) value).getTotalSeconds());
		}

		@Override
		public Object read(ByteSource in) {
			return ZoneOffset.ofTotalSeconds(in.readInt());
		}
	},

	OFFSET_DATE_TIME {
		@Override
		public void write(Object value, ByteSink out) {
			LOCAL_DATE_TIME.write(((OffsetDateTime) value).toLocalDateTime(), out);
			ZONE_OFFSET.write(((OffsetDateTime) value).getOffset(), out);
		}

		@Override
		public Object read(ByteSource in) {
			return OffsetDateTime.of((LocalDateTime) LOCAL_DATE_TIME.read(in), (ZoneOffset) ZONE_OFFSET.read(in));
		}
	},

	OFFSET_TIME {
		@Override
		public void write(Object value, ByteSink out) {
			LOCAL_TIME.write(((OffsetTime) value).toLocalTime(), out);
			ZONE_OFFSET.write(((OffsetTime) value).getOffset(), out);
		}

		@Override
		public Object read(ByteSource in) {
			return OffsetTime.of((LocalTime) LOCAL_TIME.read(in), (ZoneOffset) ZONE_OFFSET.read(in));
		}
	},

	/** With the offset, which tells the two hours apart in which clocks are put back. */
	ZONED_DATE_TIME {
		@Override
		public void write(Object value, ByteSink out) {
			ZonedDateTime time = (ZonedDateTime) value;
			LOCAL_DATE_TIME.write(time.toLocalDateTime(), out);
			ZONE_OFFSET.write(time.getOffset(), out);
			out.writeString(time.getZone().getId());
		}

		@Override
		public Object read(ByteSource in) {
			LocalDateTime time = (LocalDateTime) LOCAL_DATE_TIME.read(in);
			ZoneOffset offset = (ZoneOffset) ZONE_OFFSET.read(in);
			return ZonedDateTime.ofLocal(time, ZoneId.of(in.readString()), offset);
		}
	},

	BIT_SET {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeBlock(((BitSet) value).toByteArray());
		}

		@Override
		public Object read(ByteSource in) {
			return BitSet.valueOf(in.readBlock());
		}
	},

	/** The address only: a name would be looked up. */
	INET_ADDRESS {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeBlock(((InetAddress) value).getAddress());
		}

		@Override
		public Object read(ByteSource in) {
			try {
				return InetAddress.getByAddress(in.readBlock());
			}
			catch (UnknownHostException ex) {
				throw new IllegalArgumentException("An address has an illegal length", ex);
			}
		}
	};

	/** From this scale on, a number has its other form; also the byte that says so. */
	private static final int LARGE = Byte.MAX_VALUE;

	private static final int DIGITS_OF_A_LONG = 18;

	private static final int NANO_BITS = 30;

	/** No number of nanoseconds. */
	private static final int NANOS = (1 << NANO_BITS) - 1;

	@Override
	public String describe() {
		// These two had another form before, which is never read as this one.
		return (this == BIG_DECIMAL || this == INSTANT) ? name() + " 2" : name();
	}

	@Override
	public boolean isExact() {
		return this != INET_ADDRESS && this != ZONED_DATE_TIME;
	}

}
