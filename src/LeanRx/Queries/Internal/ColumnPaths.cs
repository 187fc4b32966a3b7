namespace LeanRx.Internal;

/// <summary>Paths that an application names.</summary>
internal static class ColumnPaths
{
    const int MaxLength = 250;
    const int MaxNames = 31;

    public static string Checked(string? path, string argument)
    {
        if (Guard.NotEmpty(path, argument).Length > MaxLength)
            throw new ArgumentException($"{argument} has {path!.Length} characters; at most {MaxLength} are possible.", argument);
        var names = path!.Split('.');
        if (names.Length > MaxNames)
            throw new ArgumentException($"{argument} has {names.Length} names; at most {MaxNames} are possible.", argument);
        foreach (var name in names)
        {
            if (name.Length == 0 || name[0] == '$')
                throw new ArgumentException($"{argument} \"{path}\" has a name that is empty or begins with $.", argument);
        }
        return path;
    }

    /// <summary>A path as a sort key, where commas separate and a minus in front means descending.</summary>
    public static string SortKey(Column column, bool isDescending)
    {
        var path = Guard.NotNull(column, nameof(column)).Path;
        if (path.Contains(",") || path[0] == '-' || path.Trim() != path)
            throw new ArgumentException($"The column \"{path}\" cannot be sorted by: its name has a comma, a leading minus or outer blanks.", nameof(column));
        return isDescending ? "-" + path : path;
    }
}
