namespace LeanRx.Cli.Archive;

/// <summary>One line of a file.</summary>
/// <param name="Number">Which one, from 1.</param>
/// <param name="Offset">Where it begins, in bytes; of a line that is too long, where its last piece does.</param>
/// <param name="Text">What it says, without the end of the line; empty when it is too long.</param>
/// <param name="IsWhole">False when the file ends before the line does, or when the line is too long to be one.</param>
readonly record struct Row(long Number, long Offset, ReadOnlyMemory<byte> Text, bool IsWhole);
