using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeanRx.Queries.Internal;

namespace LeanRx;

/// <summary>A column of text. Texts order by their UTF-16 code units.</summary>
public sealed class TextColumn : ValueColumn<string?>
{
    internal TextColumn(string path) : base(path)
    {
    }

    /// <summary>The text begins so, capitals as given.</summary>
    public Condition StartsWith(string text) => Pattern.Start(Path, text);

    // S76
    /// <summary>The text has this piece somewhere, capitals as given.</summary>
    public Condition Contains(string text) => Pattern.Piece(Path, text);

    // S74, S75
    /// <summary>A regular expression is found somewhere in the text. The server runs it, within a time limit; nothing runs here.</summary>
    /// <param name="pattern">The expression, at most 4,096 characters.</param>
    /// <param name="options">Of <see cref="RegexOptions.IgnoreCase"/>, <see cref="RegexOptions.Multiline"/>, <see cref="RegexOptions.Singleline"/> and
    /// <see cref="RegexOptions.IgnorePatternWhitespace"/>. Default: none.</param>
    /// <exception cref="ArgumentException">The pattern is too long, or an option is another one.</exception>
    public Condition Matches(string pattern, RegexOptions options = RegexOptions.None) => Pattern.Expression(Path, pattern, options);

    private protected override JsonNode? Json(string? value) => value is null ? null : JsonValue.Create(value);
}
