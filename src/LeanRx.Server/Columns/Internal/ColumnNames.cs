using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Queries.Internal;

namespace LeanRx.Server.Columns.Internal;

/// <summary>What columns and what is in them may be called: what could be made but never named by a path is not made.</summary>
internal static class ColumnNames
{
    const int MaxNameLength = 250;
    const int LongestShown = 40;

    /// <exception cref="OperationRefusedException">4306: no change or query could name it.</exception>
    public static void CheckPath(string path, string[] names)
    {
        if (path.Length > ColumnPath.MaxLength || names.Length > ColumnPath.MaxNames)
            throw Refused($"The path '{Shown(path)}' is too long: at most {ColumnPath.MaxLength} characters and {ColumnPath.MaxNames} names.");
        if (names.Any(static name => name.Length == 0 || name[0] == '$'))
            throw Refused($"The path '{Shown(path)}' has a name that is empty or begins with $.");
    }

    /// <summary>Looks at the names of everything in a value.</summary>
    /// <exception cref="OperationRefusedException">4306: one of them could not be named by a path, or stands there twice.</exception>
    public static void CheckValue(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                CheckValue(item);
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            var known = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in value.EnumerateObject())
            {
                if (member.Name.Length is 0 or > MaxNameLength || member.Name[0] == '$' || member.Name.Contains('.', StringComparison.Ordinal))
                    throw Refused($"'{Shown(member.Name)}' can be no name: one has 1 to {MaxNameLength} characters, no dot, and no $ in front.");
                if (!known.Add(member.Name))
                    throw Refused($"An object names '{Shown(member.Name)}' twice.");
                CheckValue(member.Value);
            }
        }
    }

    public static OperationRefusedException Refused(string why) => new(ErrorCodes.ConversationUpdateFailed, why);

    public static string Shown(string name) => name.Length > LongestShown ? name[..LongestShown] + "…" : name;
}
