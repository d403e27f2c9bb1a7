"""Counts events by type and by user and adds up prices, as a script with kafka-python does it.

Arguments: bootstrap servers, topic, number of records. Prints JSON: seconds from the first record to the last, counts.
"""

import json
import sys
import time
from collections import Counter
from decimal import Decimal

from kafka import KafkaConsumer, TopicPartition

servers, topic, wanted = sys.argv[1], sys.argv[2], int(sys.argv[3])
consumer = KafkaConsumer(
    bootstrap_servers=servers,
    enable_auto_commit=False,
    isolation_level="read_committed",
    fetch_max_bytes=64 * 1024 * 1024,
    max_partition_fetch_bytes=8 * 1024 * 1024,
    max_poll_records=10_000,
)
partitions = [TopicPartition(topic, partition) for partition in consumer.partitions_for_topic(topic)]
consumer.assign(partitions)
consumer.seek_to_beginning(*partitions)

types, users, sales, count, begin = Counter(), Counter(), Decimal(0), 0, None
while count < wanted:
    for records in consumer.poll(timeout_ms=1000).values():
        begin = begin or time.perf_counter()
        for record in records:
            event = json.loads(record.value, parse_float=Decimal)
            types[event["event_type"]] += 1
            users[event["user_id"]] += 1
            if event["event_type"] == "purchase":
                sales += event["price"]
            count += 1
seconds = time.perf_counter() - begin
print(json.dumps({"seconds": seconds, "count": count, "types": types, "users": len(users), "sales": str(sales)}))
