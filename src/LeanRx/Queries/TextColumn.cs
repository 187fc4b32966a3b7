using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeanRx.Queries.Internal;

namespace LeanRx;

/// <summary>A text column.</summary>
/// <remarks>Texts are ordered by their UTF-16 code units.</remarks>
public sealed class TextColumn : ValueColumn<string?>
{
    internal TextColumn(string path) : base(path)
    {
    }

    /// <summary>The text starts with this, case-sensitive.</summary>
    public Condition StartsWith(string text) => Pattern.Start(Path, text);

    // S76
    /// <summary>The text contains this, case-sensitive.</summary>
    public Condition Contains(string text) => Pattern.Piece(Path, text);

    // S74, S75
    /// <summary>The text matches a regular expression, which the server evaluates with a time limit.</summary>
    /// <param name="pattern">The regular expression, at most 4,096 characters long.</param>
    /// <param name="options">A combination of <see cref="RegexOptions.IgnoreCase"/>, <see cref="RegexOptions.Multiline"/>,
    /// <see cref="RegexOptions.Singleline"/> and <see cref="RegexOptions.IgnorePatternWhitespace"/>. Default: none.</param>
    /// <exception cref="ArgumentException">The pattern is too long, or an option is not supported.</exception>
    public Condition Matches(string pattern, RegexOptions options = RegexOptions.None) => Pattern.Expression(Path, pattern, options);

    private protected override JsonNode? Json(string? value) => value is null ? null : JsonValue.Create(value);
}
