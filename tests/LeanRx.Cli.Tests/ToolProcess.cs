using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;

namespace LeanRx.Cli.Tests;

/// <summary>The built tool as a process of its own, with its three streams redirected.</summary>
public sealed partial class ToolProcess : IAsyncDisposable
{
    const int SigInt = 2;
    const int SigTerm = 15;
    const int SigCont = 18;
    const int SigStop = 19;

    readonly Process _process;
    readonly CancellationToken _patience;
    readonly Channel<string> _output = Channel.CreateUnbounded<string>();
    readonly Channel<string> _errorLines = Channel.CreateUnbounded<string>();
    readonly StringBuilder _everything = new();
    readonly Task<string> _errors;
    readonly Task _reading;

    ToolProcess(Process process, CancellationToken patience)
    {
        _process = process;
        _patience = patience;
        _errors = ReadErrorsAsync();
        _reading = ReadAsync();
    }

    public static ToolProcess Start(CancellationToken patience, params string[] arguments) => Start(environment: null, patience, arguments);

    public static ToolProcess Start(IReadOnlyDictionary<string, string>? environment, CancellationToken patience, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "LeanRx.Cli.dll"));
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return new ToolProcess(Process.Start(start)!, patience);
    }

    /// <summary>The same before a terminal of 60 columns and 20 rows: what is written are keys, what is read is what the terminal gets.</summary>
    public static ToolProcess StartInTerminal(CancellationToken patience, params string[] arguments)
    {
        var tool = string.Join(' ', arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "LeanRx.Cli.dll")).Select(argument => $"'{argument}'"));
        var start = new ProcessStartInfo("script", ["-q", "-f", "-e", "-c", $"stty cols 60 rows 20; exec dotnet {tool}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["TERM"] = "xterm-256color";
        return new ToolProcess(Process.Start(start)!, patience);
    }

    public Task<string> Errors => _errors;

    /// <summary>Waits until a line of errors contains the text.</summary>
    public async Task<string> ErrorAsync(string text)
    {
        while (true)
        {
            if (await _errorLines.Reader.ReadAsync(_patience) is var line && line.Contains(text, StringComparison.Ordinal))
                return line;
        }
    }

    /// <summary>Ends the tool where it still runs.</summary>
    /// <returns>What it wrote as errors.</returns>
    public async Task<string> EndedAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(_patience);
        return await _errors;
    }

    /// <summary>The next line of output.</summary>
    public async Task<string> ReadLineAsync()
    {
        try
        {
            return await _output.Reader.ReadAsync(_patience);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            var errors = _process.HasExited ? await _errors : "(still running)";
            throw new InvalidOperationException($"No more output. It was:\n{_everything}\nErrors:\n{errors}", exception);
        }
    }

    /// <summary>Reads until a line contains the text; the lines before it are passed over.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        while (true)
        {
            var line = await ReadLineAsync();
            if (line.Contains(text, StringComparison.Ordinal))
                return line;
        }
    }

    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync(_patience);
    }

    /// <summary>Types keys.</summary>
    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync(_patience);
    }

    public void CloseInput() => _process.StandardInput.Close();

    public void Terminate() => Signal(SigTerm);

    public void Interrupt() => Signal(SigInt);

    public void Kill() => _process.Kill();

    /// <summary>Lets it do nothing at all until it is resumed.</summary>
    public void Suspend() => Signal(SigStop);

    public void Resume() => Signal(SigCont);

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(_patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _reading;
        _process.Dispose();
    }

    void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    async Task<string> ReadErrorsAsync()
    {
        var all = new StringBuilder();
        while (await _process.StandardError.ReadLineAsync(CancellationToken.None) is { } line)
        {
            all.Append(line).Append('\n');
            _errorLines.Writer.TryWrite(line);
        }
        _errorLines.Writer.Complete();
        return all.ToString();
    }

    async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            _everything.AppendLine(line);
            _output.Writer.TryWrite(line);
        }

        _output.Writer.Complete();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
