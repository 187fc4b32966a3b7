namespace LeanRx.Cli.Common;

/// <summary>What the tool tells the shell.</summary>
static class ExitCodes
{
    /// <summary>All went well; also after Ctrl-C and SIGTERM.</summary>
    public const int Success = 0;

    /// <summary>The command began and then failed.</summary>
    public const int Failure = 1;

    /// <summary>The command could not begin with these arguments.</summary>
    public const int BadArguments = 2;
}
