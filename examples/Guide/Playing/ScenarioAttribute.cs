using System.Runtime.CompilerServices;

namespace Guide.Playing;

/// <summary>What a scenario is called and what it shows, in both languages of the guide's readers.</summary>
/// <param name="heading">Its heading in English; spaces as dashes, it is also its name on the command line.</param>
/// <param name="chineseHeading">Its heading in Chinese.</param>
/// <param name="rows">The rows of the guide that it shows, see ROWS.md; separated by spaces.</param>
/// <param name="file">Filled in by the compiler.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ScenarioAttribute(string heading, string chineseHeading, string rows, [CallerFilePath] string file = "") : Attribute
{
    public string Heading { get; } = heading;

    public string ChineseHeading { get; } = chineseHeading;

    public string Rows { get; } = rows;

    /// <summary>Folder and file of the scenario.</summary>
    public string File { get; } = string.Join('/', file.Replace('\\', '/').Split('/')[^2..]);

    /// <summary>What happens, in one sentence.</summary>
    public required string English { get; init; }

    /// <summary>The same in Chinese.</summary>
    public required string Chinese { get; init; }
}
