package pipeline.connect.filesystem.task;

import java.util.List;
import pipeline.connect.filesystem.store.DataFile;

/**
 * Files that hold the rows of others.
 *
 * @param retired paths of those others
 */
record ReplacedFiles(List<DataFile> files, List<String> retired) {}
