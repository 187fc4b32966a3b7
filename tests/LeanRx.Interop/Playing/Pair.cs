namespace LeanRx.Interop;

/// <summary>A column of the matrix: two SDKs that talk to each other.</summary>
public sealed record Pair(Sdk First, Sdk Second)
{
    public string Title => $"{First.Title} ⇄ {Second.Title}";

    /// <summary>Every two of them, and each with itself.</summary>
    public static IReadOnlyList<Pair> Of(IReadOnlyList<Sdk> sdks) =>
        [.. sdks.SelectMany((first, index) => sdks.Skip(index).Select(second => new Pair(first, second)))];

    public override string ToString() => Title;
}
