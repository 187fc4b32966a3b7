namespace LeanRx.Conventions.Tests;

/// <summary>What LINQPad's <c>Dump</c> is to a script, small: values are printed, streams are watched.</summary>
public static class Dumping
{
    static readonly AsyncLocal<List<string>?> Output = new();

    /// <summary>Collects what is dumped from here on.</summary>
    internal static List<string> Collect() => Output.Value = [];

    public static T Dump<T>(this T value, string? title = null)
    {
        Print(title, value);
        return value;
    }

    public static IObservable<T> Dump<T>(this IObservable<T> stream, string? title = null)
    {
        var output = Output.Value!;
        stream.Subscribe(value => Print(output, title, value));
        return stream;
    }

    static void Print<T>(string? title, T value) => Print(Output.Value!, title, value);

    static void Print<T>(List<string> output, string? title, T value)
    {
        lock (output)
            output.Add(title is null ? $"{value}" : $"{title}: {value}");
    }
}
