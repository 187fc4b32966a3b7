namespace LeanRx.Cli.Common;

/// <summary>Where things are in the directory of a server and in a backup of it, which are arranged alike.</summary>
static class DataFolder
{
    public const string DatabaseName = "leanrx.db";

    public const string FilesName = "files";

    /// <summary>The data that a restore takes away, until what it brings back is in its place.</summary>
    public const string ReplacedName = "restore.replaced";
}
