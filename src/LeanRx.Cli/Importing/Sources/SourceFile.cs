namespace LeanRx.Cli.Importing.Sources;

/// <summary>A file that may hold rows or the bytes of a file, on disk or inside of an archive. To be opened while it is the one at hand.</summary>
/// <param name="Origin">What was named on the command line.</param>
/// <param name="Name">Its path below that, with slashes; for messages to people, and to tell its kind by.</param>
/// <param name="Length">How long it is, packed or not.</param>
/// <param name="Open">Opens it, unpacked.</param>
sealed record SourceFile(string Origin, string Name, long Length, Func<Stream> Open)
{
    /// <summary>What tells it from all others.</summary>
    public (string Origin, string Name) Key => (Origin, Name);

    /// <summary>The last part of its name.</summary>
    public string LastName => Path.GetFileName(Name);

    /// <summary>Its bytes that count: an export that is under way has written more.</summary>
    public long Whole { get; init; } = long.MaxValue;
}
