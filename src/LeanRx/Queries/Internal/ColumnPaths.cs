using System.Text.Json.Nodes;
using LeanRx.Common.Internal;

namespace LeanRx.Queries.Internal;

/// <summary>Paths that an application names, and names that must not look like one.</summary>
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
        Guard.Unicode(path, argument);
        foreach (var name in names)
        {
            if (name.Length == 0 || name[0] == '$')
                throw new ArgumentException($"{argument} \"{path}\" has a name that is empty or begins with $.", argument);
        }
        return path;
    }

    /// <summary>The value, whose members must have names that a path can name: what could be made but never changed is not made.</summary>
    public static T Checked<T>(T value, string argument) where T : JsonNode?
    {
        CheckNames(value, argument, depth: 1);
        return value;
    }

    static void CheckNames(JsonNode? value, string argument, int depth)
    {
        if (depth > JsonObjects.MaxColumnDepth + 1)
            throw new ArgumentException($"{argument} nests deeper than {JsonObjects.MaxColumnDepth} levels.", argument);
        if (value is JsonObject members)
        {
            foreach (var member in members)
            {
                CheckName(member.Key, argument);
                CheckNames(member.Value, argument, depth + 1);
            }
        }
        else if (value is JsonArray items)
        {
            foreach (var item in items)
                CheckNames(item, argument, depth + 1);
        }
    }

    static void CheckName(string name, string argument)
    {
        if (name.Length is 0 or > MaxLength || name[0] == '$' || name.Contains("."))
            throw new ArgumentException($"{argument} has an attribute \"{Guard.Shortened(name)}\": a name has 1 to {MaxLength} characters, no dot, and no $ " +
                "in front.", argument);
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
