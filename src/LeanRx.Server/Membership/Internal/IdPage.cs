namespace LeanRx.Server.Membership.Internal;

// protocol.md §4.9, §4.14
/// <summary>A page of a sorted list of ids: <c>next</c> is the last id of the page, null at the end.</summary>
internal readonly record struct IdPage(IReadOnlyList<string> Ids, string? Next)
{
    const int DefaultLimit = 10;
    const int MaxLimit = 100;

    public static IdPage Of(IEnumerable<string> sorted, int? limit, string? next)
    {
        var size = limit is { } asked and >= 0 ? Math.Min(asked, MaxLimit) : DefaultLimit;
        if (size == 0)
            return new IdPage([], string.IsNullOrEmpty(next) ? null : next);
        var rest = string.IsNullOrEmpty(next) ? sorted : sorted.Where(id => string.CompareOrdinal(id, next) > 0);
        var page = rest.Take(size + 1).ToList();
        return page.Count > size ? new IdPage(page[..size], page[size - 1]) : new IdPage(page, null);
    }
}
