namespace LeanRx.Cli.Importing.Sources;

/// <summary>A folder, a tar archive or a single file. It is walked several times, once for each kind of rows.</summary>
interface ISource
{
    /// <summary>What was named on the command line.</summary>
    string Name { get; }

    /// <summary>Its files, in an order that stays. A file is good until the next one is asked for.</summary>
    /// <exception cref="SourceException">It ends too early, or cannot be read.</exception>
    IEnumerable<SourceFile> Files();
}
