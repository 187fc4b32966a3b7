namespace LeanRx.Simulation;

/// <summary>What the program was asked for.</summary>
sealed record CommandLine(int Plans, int Seed, int Cores, bool Defects, string? Defect, bool IsOnOneSocket, bool HasHooks, int Nodes)
{
    public const string Usage = "usage: LeanRx.Simulation [--plans N] [--seed N] [--cores N] [--one-socket] [--hooks] [--nodes N] | --defects | --defect NAME";

    /// <summary>The options, or what is wrong with them.</summary>
    public static (CommandLine? Options, string? Error) Parse(string[] args)
    {
        var options = new CommandLine(2000, 1, Environment.ProcessorCount, Defects: false, Defect: null, IsOnOneSocket: false, HasHooks: false, Nodes: 1);
        for (var index = 0; index < args.Length; index++)
        {
            if (args[index] == "--defects")
            {
                options = options with { Defects = true };
                continue;
            }
            if (args[index] == "--defect")
            {
                if (index + 1 == args.Length || !LeanRx.Simulation.Defects.All.ContainsKey(args[index + 1]))
                    return (null, "--defect needs the name of a defect.");
                options = options with { Defects = true, Defect = args[++index] };
                continue;
            }
            if (args[index] == "--one-socket")
            {
                options = options with { IsOnOneSocket = true };
                continue;
            }
            if (args[index] == "--hooks")
            {
                options = options with { HasHooks = true };
                continue;
            }
            if (args[index] is not ("--plans" or "--seed" or "--cores" or "--nodes"))
                return (null, $"There is no option {args[index]}.");
            if (index + 1 == args.Length || !int.TryParse(args[index + 1], out var number) || number < 1)
                return (null, $"{args[index]} needs a whole number from 1 on.");
            options = args[index++] switch
            {
                "--plans" => options with { Plans = number },
                "--seed" => options with { Seed = number },
                "--nodes" => options with { Nodes = number },
                _ => options with { Cores = number },
            };
        }
        return (options, null);
    }
}
