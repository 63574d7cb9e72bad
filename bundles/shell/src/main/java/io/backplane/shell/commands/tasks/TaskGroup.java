package io.backplane.shell.commands.tasks;

import io.backplane.shell.commands.Commands;
import io.backplane.shell.commands.Group;
import picocli.CommandLine.Command;

/** {@code backplane task}. */
@Command(
    name = "task",
    description = "Commands carried out without waiting, that outlive the kernel.",
    synopsisSubcommandLabel = "COMMAND")
@Commands({TaskSubmit.class, TaskList.class, TaskShow.class, TaskWait.class, TaskCancel.class})
public final class TaskGroup extends Group {}
