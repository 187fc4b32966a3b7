using System.Collections;

namespace Guide.Playing;

static class Check
{
    public static void Same<T>(T expected, T actual, string what)
    {
        var (wanted, got) = (Text(expected), Text(actual));
        var isList = expected is IEnumerable and not string;
        if (isList ? wanted != got : !EqualityComparer<T>.Default.Equals(expected, actual))
            throw new CheckException($"{what} is {got} and should be {wanted}");
    }

    static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]",
        _ => value.ToString() ?? "",
    };
}
