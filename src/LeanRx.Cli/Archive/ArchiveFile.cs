namespace LeanRx.Cli.Archive;

/// <summary>The names of what an archive holds.</summary>
static class ArchiveFile
{
    public const string Messages = "messages.jsonl";
    public const string Conversations = "conversations.jsonl";
    public const string Members = "members.jsonl";
    public const string Subscribers = "subscribers.jsonl";
    public const string Threads = "threads.jsonl";
    public const string Broadcasts = "broadcasts.jsonl";
    public const string Blocks = "blocks.jsonl";
    public const string Silences = "silences.jsonl";
    public const string Files = "files.jsonl";
    public const string Hashes = "hashes.jsonl";
    public const string Manifest = "manifest.json";
    public const string Cursor = "cursor.json";

    /// <summary>The folder with the bytes of files.</summary>
    public const string ContentFolder = "files";

    /// <summary>Stands behind the name of a file that is being made.</summary>
    public const string Unfinished = ".part";

    /// <summary>The files of rows, in the order in which they are read: what others refer to comes first.</summary>
    public static IReadOnlyList<string> Rows { get; } = [Conversations, Files, Members, Subscribers, Blocks, Silences, Messages, Threads, Broadcasts, Hashes];

    /// <summary>Where the bytes of a file lie below the archive; null for an id that can be no name.</summary>
    public static string? ContentPath(string objectId) =>
        objectId.Length is >= 3 and <= 64 && objectId.All(char.IsAsciiLetterOrDigit) ? Path.Combine(ContentFolder, objectId[..2], objectId) : null;
}
