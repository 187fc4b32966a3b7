namespace LeanRx.Cli.Tests.Exporting;

/// <summary>What happens to a request in place of an answer, or with it.</summary>
enum FakeFault
{
    None,

    /// <summary>The server answers 500.</summary>
    ServerError,

    /// <summary>The line breaks before the answer.</summary>
    LostBefore,

    /// <summary>The line breaks in the middle of the answer.</summary>
    LostAmid,

    /// <summary>The key is not taken, this once.</summary>
    Unauthorized,

    /// <summary>The asking process dies.</summary>
    Kill,
}
